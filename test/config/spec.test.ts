import Ajv from 'ajv';
import {readSpecification} from '../../src/config/spec';

test('the form is a valid JSON schema of draft 7', () => {
  const ajv = new Ajv({strict: false});
  const {connectionSpecification: form} = readSpecification();
  expect([ajv.validateSchema(form), ajv.errors]).toEqual([true, null]);
});
