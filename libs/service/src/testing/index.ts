export { startServiceUnderTest, type CallOptions, type ServiceUnderTest } from './service-under-test.js';
