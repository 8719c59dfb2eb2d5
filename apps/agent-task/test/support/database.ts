import { DataSource } from 'typeorm';

export async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `agt_${process.pid}_${Date.now()}_${Math.random().toString(36).slice(2, 8)}`;
  const admin = await new DataSource({ type: 'postgres', url: 'postgres://postgres@127.0.0.1:55433/postgres' }).initialize();
  await admin.query(`create database ${name}`);
  return {
    url: `postgres://postgres@127.0.0.1:55433/${name}`,
    async drop() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.destroy();
    },
  };
}
