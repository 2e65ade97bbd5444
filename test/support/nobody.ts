/**
 * An address at which nothing listens. A port that was just closed will not do: another test may
 * open it again. Port 1 belongs to a service (tcpmux) that no machine runs.
 */
export const NOBODY = '127.0.0.1:1';
