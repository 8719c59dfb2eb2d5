export default { displayName: 'agent-task', preset: '../../jest.preset.js' };
