import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist',
      'demo-output',
      'bench-output',
      'site-output',
      '**/.temp',
      'node_modules',
      '**/.venv',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  prettier,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            '*.js',
            '*.mjs',
            'bundle/*.mjs',
            'report/jest.config.js',
            'site/jest.config.js',
          ],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        {prefer: 'type-imports', fixStyle: 'separate-type-imports', disallowTypeAnnotations: false},
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_'}],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'max-depth': ['error', 3],
      'max-params': ['error', 3],
    },
  },
  {
    files: ['src/**/*.ts', 'report/**/*.ts'],
    ignores: ['report/marts.ts', 'report/page/**', 'report/test/**'],
    rules: {
      'max-lines': ['error', {max: 200, skipBlankLines: true, skipComments: true}],
      'max-lines-per-function': ['error', {max: 40, skipBlankLines: true, skipComments: true}],
      'no-restricted-properties': [
        'error',
        {
          object: 'AbortSignal',
          property: 'timeout',
          message: 'Node 20 forgets it inside of AbortSignal.any; use graph/deadline.',
        },
      ],
    },
  },
  {
    files: ['src/streams/catalogue/*.ts'],
    rules: {'max-lines': ['error', {max: 40}]},
  },
  {
    // Their output is for a person at a terminal.
    files: ['tenant/main.ts', 'demo/**/*.ts', 'bench/**/*.ts', 'verify/main.ts', 'tools/**/*.ts'],
    rules: {'no-console': 'off'},
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {globals: {module: 'writable', require: 'readonly', process: 'readonly'}},
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      // JavaScript has no types to write.
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
);
