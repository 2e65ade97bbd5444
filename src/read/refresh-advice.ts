/**
 * In every warning about a stream that begins anew while existing rows may stay in the destination. The
 * report recognizes such a stream by it, because an Airbyte LOG message has no field for it.
 */
export const REFRESH_ADVICE = 'refresh with "remove records"';
