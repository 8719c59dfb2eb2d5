const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;

/**
 * The 32-bit MurmurHash2 of Kafka's Java client (org.apache.kafka.common.utils.Utils.murmur2), as a signed integer.
 * With it a key goes to the same partition here and on Kafka.
 */
export function murmur2(data: Uint8Array): number {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const whole = data.length - (data.length % 4);
  let hash = SEED ^ data.length;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(view.getInt32(at, true), M);
    word ^= word >>> R;
    hash = Math.imul(hash, M) ^ Math.imul(word, M);
  }
  if (data.length > whole) {
    for (let at = data.length - 1; at >= whole; at--) hash ^= view.getUint8(at) << (8 * (at - whole));
    hash = Math.imul(hash, M);
  }
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return hash ^ (hash >>> 15);
}
