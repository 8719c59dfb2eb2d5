// Run inside a container: exits 0 when the service in it is ready.
const { PORT = '8080' } = process.env;
try {
  const response = await fetch(`http://127.0.0.1:${PORT}/health/ready`, { signal: AbortSignal.timeout(8000) });
  if (!response.ok) console.error(await response.text());
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  console.error(`Nothing answers on port ${PORT}: ${error.cause?.message ?? error.message}`);
  process.exitCode = 1;
}
