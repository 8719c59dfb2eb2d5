import { expect, it } from '@jest/globals';
import { keyValueList } from './key-value-list.js';

it('reads pairs with encoded values', () => {
  expect(keyValueList(' authorization=Bearer%20a%2Cb , x = 1,')).toEqual({ authorization: 'Bearer a,b', x: '1' });
});

it.each(['a', '=b', 'a=%'])('is null for "%s"', (text) => expect(keyValueList(text)).toBeNull());
