import { describe, expect, it } from '@jest/globals';
import { AddressAllowList } from './address-allow-list.js';

describe('AddressAllowList', () => {
  it('allows public addresses without being told', () => {
    const list = new AddressAllowList([]);
    for (const address of ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:93.184.215.14']) {
      expect([address, list.allowsAddress(address, 443)]).toEqual([address, true]);
    }
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::a00:1',
    '2002:a00:1::',
    '2001::1',
    'fe80::1%eth0',
    'fec0::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    'not an address',
  ])('refuses %s', (address) => {
    expect(new AddressAllowList([]).allowsAddress(address, 80)).toBe(false);
  });

  it('allows what lies in a listed network, and nothing beside it', () => {
    const list = new AddressAllowList(['10.0.0.0/8', 'fd00::/8']);
    expect(list.allowsAddress('10.255.0.1', 80)).toBe(true);
    expect(list.allowsAddress('::ffff:10.0.0.1', 80)).toBe(true);
    expect(list.allowsAddress('fd12::1', 80)).toBe(true);
    expect(list.allowsAddress('192.168.0.1', 80)).toBe(false);
  });

  it('allows a host on its port only, in whatever case it is written', () => {
    const list = new AddressAllowList(['Intranet.Example:8080', '[::1]:9000', 'docs.example']);
    expect(list.allowsHost('intranet.example', 8080)).toBe(true);
    expect(list.allowsHost('INTRANET.example.', 8080)).toBe(true);
    expect(list.allowsHost('intranet.example', 80)).toBe(false);
    expect(list.allowsHost('[::1]', 9000)).toBe(true);
    expect(list.allowsHost('docs.example', 443)).toBe(true);
    expect(list.allowsHost('evil.docs.example', 443)).toBe(false);
  });

  it.each(['10.0.0.0/99', 'http://x', 'a b', 'host:0', 'host:70000'])('does not start with the entry %p', (entry) => {
    expect(() => new AddressAllowList([entry])).toThrow(entry);
  });
});
