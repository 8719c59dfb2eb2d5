export default { displayName: 'event-schemas', preset: '../../jest.preset.js' };
