import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@edda/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { PartialFiles } from '../transfer/partial-files.js';
import { ImageOptimiser } from './image-optimiser.js';

/** Noise, so that an encoder has something to do. */
function noise(width: number, height: number) {
  return sharp({
    create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  });
}

describe('the optimiser of images', () => {
  const id = newId();
  let root: string;
  let partials: PartialFiles;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'edda-images-'));
    partials = new PartialFiles(root);
  });
  afterEach(() => rm(root, { recursive: true }));

  async function optimise(bytes: Buffer, limits = {}) {
    await (await partials.open(id, 'fetched')).close();
    await writeFile(partials.pathOf(id, 'fetched'), bytes);
    const optimiser = new ImageOptimiser(partials, { maxPixels: 1_000_000, maxEdge: 400, ...limits });
    const image = await optimiser.optimise(id, 'fetched');
    return { ...image, bytes: await readFile(partials.pathOf(id, image.name)) };
  }

  it('scales a large image down and keeps its form', async () => {
    const image = await optimise(await noise(800, 600).png().toBuffer());
    expect(image).toMatchObject({ width: 400, height: 300, mimeType: 'image/png', optimised: true });
    expect(await sharp(image.bytes).metadata()).toMatchObject({ format: 'png', width: 400, height: 300 });
  });

  it('takes out what an image says of camera and place, and turns it upright', async () => {
    const photo = await noise(200, 100)
      .jpeg({ quality: 40 })
      .withExif({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await sharp(photo).metadata()).toMatchObject({ exif: expect.anything(), orientation: 6 });
    const image = await optimise(photo);
    expect(image).toMatchObject({ width: 100, height: 200, optimised: true });
    const { exif, orientation } = await sharp(image.bytes).metadata();
    expect([exif, orientation]).toEqual([undefined, undefined]);
  });

  it('keeps an image that would only grow', async () => {
    const small = await noise(200, 100).jpeg({ quality: 20, mozjpeg: true }).toBuffer();
    const image = await optimise(small);
    expect(image).toMatchObject({ name: 'fetched', width: 200, height: 100, optimised: false });
    expect(image.bytes.equals(small)).toBe(true);
  });

  it('leaves the frames of an animation', async () => {
    const frames = await Promise.all([noise(60, 40), noise(60, 40), noise(60, 40)].map((one) => one.png().toBuffer()));
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const image = await optimise(gif, { maxEdge: 30 });
    expect(image).toMatchObject({ width: 30, height: 20, mimeType: 'image/gif' });
    expect(await sharp(image.bytes).metadata()).toMatchObject({ pages: 3 });
  });

  it.each(['webp', 'avif', 'tiff'] as const)('takes %s', async (format) => {
    const image = await optimise(await noise(64, 64).toFormat(format).toBuffer());
    expect(image).toMatchObject({ mimeType: `image/${format}`, width: 64, height: 64 });
  });

  it('does not unfold more pixels than are allowed, however few bytes they are in', async () => {
    const bomb = await sharp({ create: { width: 3000, height: 3000, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(60_000);
    await expect(optimise(bomb)).rejects.toMatchObject({ code: 'DOWNLOAD.TOO_MANY_PIXELS', retryable: false });
  });

  it('counts the frames of an animation', async () => {
    const frames = await Promise.all([1, 2, 3, 4].map(() => noise(300, 300).png().toBuffer()));
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    await expect(optimise(gif, { maxPixels: 300_000 })).rejects.toMatchObject({ code: 'DOWNLOAD.TOO_MANY_PIXELS' });
  });

  it.each([
    ['a page that calls itself an image', Buffer.from('<html><body>no image</body></html>')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['half an image', null],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', async (_, bytes) => {
    const whole = await noise(300, 300).jpeg().toBuffer();
    await expect(optimise(bytes ?? whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'DOWNLOAD.IMAGE_INVALID',
      retryable: false,
    });
  });
});
