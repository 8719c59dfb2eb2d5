import { describe, expect, it } from '@jest/globals';
import { parseKafkaUrl } from './kafka-url.js';

describe('a Kafka URL', () => {
  it('names one broker or several, at port 9092 unless it says otherwise', () => {
    expect(parseKafkaUrl('kafka://localhost')).toMatchObject({ brokers: ['localhost:9092'], tls: null, sasl: null });
    expect(parseKafkaUrl('KAFKA://a:1,b-c.d:2,[::1]:3,127.0.0.1/')).toMatchObject({
      brokers: ['a:1', 'b-c.d:2', '[::1]:3', '127.0.0.1:9092'],
      place: 'a:1,b-c.d:2,[::1]:3,127.0.0.1:9092',
      clientId: 'edda',
    });
  });

  it('asks for TLS by its scheme or by a parameter, with files for certificates', () => {
    expect(parseKafkaUrl('kafkas://a').tls).toEqual({});
    expect(parseKafkaUrl('kafka://a?tls=true&servername=b').tls).toEqual({ servername: 'b' });
    expect(parseKafkaUrl(`kafka://a?tls=true&ca=${encodeURIComponent(import.meta.filename)}`).tls).toMatchObject({
      ca: expect.stringContaining('a Kafka URL'),
    });
    expect(parseKafkaUrl('kafka://a?tls=false').tls).toBeNull();
  });

  it('carries who we are', () => {
    expect(parseKafkaUrl('kafka://ann:p%40ss%3Aw%2Ford@a').sasl).toEqual({
      mechanism: 'plain',
      username: 'ann',
      password: 'p@ss:w/ord',
    });
    expect(parseKafkaUrl('kafkas://ann:secret@a,b?mechanism=SCRAM-SHA-512&clientId=c')).toMatchObject({
      sasl: { mechanism: 'scram-sha-512' },
      clientId: 'c',
      place: 'a:9092,b:9092',
    });
  });

  it.each([
    ['kafka://', /form/],
    ['kafka://a,,b', /"" is not a host/],
    ['kafka://a:0', /"a:0" is not a host/],
    ['kafka://a:99999', /"a:99999"/],
    ['kafka://a?retries=3', /no parameter "retries"/],
    ['kafka://a?tls=yes', /tls is "yes"/],
    ['kafkas://a?tls=false', /kafkas:\/\/ means TLS/],
    ['kafka://a?ca=/nowhere', /ca is of no use without TLS/],
    ['kafkas://a?ca=/nowhere', /file of ca cannot be read/],
    ['kafka://a?mechanism=plain', /needs a user/],
    ['kafka://ann@a', /user:password/],
    ['kafka://ann:secret@a?mechanism=gssapi', /mechanism is "gssapi"/],
    ['kafka://ann:sec%ret@a', /percent-encoded/],
  ])('%s is refused with a sentence', (url, sentence) => {
    expect(() => parseKafkaUrl(url)).toThrow(expect.objectContaining({ code: 'BROKER.INVALID_URL' }));
    expect(() => parseKafkaUrl(url)).toThrow(sentence);
    expect(() => parseKafkaUrl(url)).not.toThrow(/secret/);
  });
});
