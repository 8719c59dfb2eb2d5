export default { displayName: 'event-store', preset: '../../jest.preset.js', testTimeout: 60_000 };
