/** Where a service has its OpenAPI document. */
export const OPENAPI_FILE = 'openapi.json';
