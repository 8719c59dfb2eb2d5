export default { displayName: 'test-rabbitmq', preset: '../../jest.preset.js' };
