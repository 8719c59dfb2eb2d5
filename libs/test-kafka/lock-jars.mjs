// Writes the lock list of a version of Apache Kafka, for who wants to support another one: which jars it needs at run time,
// with their SHA-256. Needs Maven.
//
//     node libs/test-kafka/lock-jars.mjs 4.3.1
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [version] = process.argv.slice(2);
if (!version) throw new Error('Give the version: node libs/test-kafka/lock-jars.mjs 4.3.1');

/** What Kafka logs with: it asks for slf4j alone and leaves the choice open. */
const binding = version.startsWith('3.')
  ? { groupId: 'org.slf4j', artifactId: 'slf4j-reload4j', version: '1.7.36' }
  : { groupId: 'org.apache.logging.log4j', artifactId: 'log4j-slf4j-impl', version: '2.25.4' };
const kafka = { groupId: 'org.apache.kafka', artifactId: 'kafka_2.13', version };

const xml = (fields) => Object.entries(fields).map(([name, text]) => `<${name}>${text}</${name}>`);
const folder = mkdtempSync(join(tmpdir(), 'edda-kafka-lock-'));
try {
  const dependencies = [kafka, binding].map((one) => `<dependency>${xml(one).join('')}</dependency>`).join('');
  writeFileSync(
    join(folder, 'pom.xml'),
    `<project><modelVersion>4.0.0</modelVersion><groupId>edda</groupId><artifactId>kafka</artifactId><version>1</version>` +
      `<dependencies>${dependencies}</dependencies></project>`,
  );
  const list = join(folder, 'list');
  const repository = join(folder, 'repository');
  execFileSync(
    'mvn',
    [
      '-q',
      '-B',
      `-Dmaven.repo.local=${repository}`,
      'dependency:list',
      '-DincludeScope=runtime',
      '-DoutputAbsoluteArtifactFilename=true',
      `-DoutputFile=${list}`,
    ],
    { cwd: folder, stdio: 'inherit' },
  );
  const files = [...readFileSync(list, 'utf8').matchAll(/:(\/\S+\.jar)/g)].map(([, file]) => file).sort();
  const jars = files.map((file) => ({
    path: file.slice(repository.length + 1),
    sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
  }));
  const target = new URL(`jars/kafka-${version}.json`, import.meta.url);
  writeFileSync(target, `${JSON.stringify(jars, null, 2)}\n`);
  process.stdout.write(`${jars.length} jars in ${target.pathname}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
