import { describe, expect, it } from '@jest/globals';
import { fetchedFileName } from './fetched-file-name.js';

describe('fetchedFileName', () => {
  it.each([
    ['https://x.example/a/guide.html', 'text/html', undefined, 'guide.html'],
    ['https://x.example/a/guide', 'text/html; charset=utf-8', undefined, 'guide.html'],
    ['https://x.example/', 'text/html', undefined, 'x.example.html'],
    ['https://x.example/%C3%BCber%20uns', 'application/pdf', undefined, 'über uns.pdf'],
    ['https://x.example/%E0%A4%A', 'text/plain', undefined, '%E0%A4%A.txt'],
    [
      'https://x.example/get?id=1',
      'application/pdf',
      'attachment; filename="the \\"report\\".pdf"',
      'the "report".pdf',
    ],
    ['https://x.example/get', 'text/plain', "attachment; filename=x.txt; filename*=UTF-8''na%C3%AFve.txt", 'naïve.txt'],
    ['https://x.example/get', 'text/plain', 'attachment; filename="../../etc/passwd"', 'passwd.txt'],
    ['https://x.example/v1.2', 'text/plain', undefined, 'v1.2'],
  ])('names %s (%s, %s) %s', (url, mimeType, disposition, name) => {
    expect(fetchedFileName(new URL(url), mimeType, disposition)).toBe(name);
  });
});
