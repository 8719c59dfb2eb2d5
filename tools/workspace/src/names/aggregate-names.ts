import { camelCase, constantCase, pascalCase, plural, snakeCase, spoken, withArticle } from './words.js';

/** A name in every spelling that code, SQL, paths and sentences need. */
export interface Spellings {
  /** `reservation-slot` */
  readonly kebab: string;
  /** `ReservationSlot` */
  readonly pascal: string;
  /** `reservationSlot` */
  readonly camel: string;
  /** `reservation_slot` */
  readonly snake: string;
  /** `RESERVATION_SLOT` */
  readonly constant: string;
  /** `reservation slot` */
  readonly spoken: string;
  /** `a reservation slot` */
  readonly article: string;
}

/** The same of an aggregate, and of many of them. */
export interface AggregateNames extends Spellings {
  readonly plural: Omit<Spellings, 'article'>;
}

export function spellings(kebab: string): Spellings {
  const words = spoken(kebab);
  return {
    kebab,
    pascal: pascalCase(kebab),
    camel: camelCase(kebab),
    snake: snakeCase(kebab),
    constant: constantCase(kebab),
    spoken: words,
    article: withArticle(words),
  };
}

export function aggregateNames(kebab: string): AggregateNames {
  const { article: _article, ...many } = spellings(plural(kebab));
  return { ...spellings(kebab), plural: many };
}
