import { describe, expect, it } from '@jest/globals';
import { detectLanguage } from './detect-language.js';
import { splitSentences } from './sentences/split-sentences.js';

const detect = (text: string) => detectLanguage(text, splitSentences(text, 'lines'));

describe('detectLanguage', () => {
  it.each([
    ['en', 'The relay publishes every committed event from the log.'],
    ['de', 'Der Dienst speichert jedes Ereignis in der Datenbank.'],
    ['fr', 'Le service enregistre chaque événement dans la base de données.'],
    ['es', 'El servicio guarda cada evento en la base de datos.'],
    ['ru', 'Служба сохраняет каждое событие в базе данных.'],
    ['ja', 'サービスはすべてのイベントをデータベースに保存します。'],
    ['zh', '该服务将每个事件保存在数据库中。'],
    ['ar', 'تحفظ الخدمة كل حدث في قاعدة البيانات.'],
  ])('recognises %s', async (language, text) => {
    expect(await detect(text)).toBe(language);
  });

  it('goes by most of a text, not by its beginning', async () => {
    const german = 'Der Dienst speichert jedes Ereignis in der Datenbank und meldet es weiter.\n'.repeat(40);
    expect(await detect(`Copyright notice: all rights reserved by the authors.\n${german}`)).toBe('de');
  });

  it.each(['', '12 34 55', 'Edda', 'x = 1'])('does not guess at %p', async (text) => {
    expect(await detect(text)).toBe('und');
  });
});
