import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findRabbitMQ } from './find-rabbitmq.js';

describe('findRabbitMQ', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'edda-spec-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('takes the one that RABBITMQ_SBIN names', async () => {
    writeFileSync(join(folder, 'rabbitmq-server'), '#!/bin/sh\n', { mode: 0o755 });
    await expect(findRabbitMQ({ RABBITMQ_SBIN: folder })).resolves.toEqual({ programs: folder });
  });

  it('says where it looked and what to do when there is none', async () => {
    const nowhere = findRabbitMQ({ RABBITMQ_SBIN: folder });
    await expect(nowhere).rejects.toThrow(`There is no rabbitmq-server in ${folder}: install it`);
  });

  it('does not take a file that cannot be run', async () => {
    writeFileSync(join(folder, 'rabbitmq-server'), 'notes', { mode: 0o644 });
    await expect(findRabbitMQ({ RABBITMQ_SBIN: folder })).rejects.toThrow(/There is no rabbitmq-server/);
  });
});
