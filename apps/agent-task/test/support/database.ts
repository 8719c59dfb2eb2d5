import { DataSource } from 'typeorm';

export interface ThrowAwayPostgres { database(name?: string): Promise<string>; stop(): Promise<void> }

export async function startThrowAwayPostgres(): Promise<ThrowAwayPostgres> {
  const admin = await new DataSource({ type: 'postgres', url: 'postgres://postgres@127.0.0.1:55433/postgres' }).initialize();
  const names: string[] = [];
  return {
    async database() {
      const name = `agt_${process.pid}_${Date.now()}_${Math.random().toString(36).slice(2, 8)}`;
      names.push(name);
      await admin.query(`create database ${name}`);
      return `postgres://postgres@127.0.0.1:55433/${name}`;
    },
    async stop() {
      for (const name of names) await admin.query(`drop database ${name} with (force)`);
      await admin.destroy();
    },
  };
}
