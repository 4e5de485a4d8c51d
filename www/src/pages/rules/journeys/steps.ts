import { EVERYONE } from '../../../data/definitions';
import type { Sort, StepDef } from '../../../data/journeys';

/** What a step of each sort begins with. */
export const FIRST: Record<Sort, Omit<StepDef, 'id'>> = {
  action: { action: { action: '', name: { zh: '', en: '' }, template: { zh: '', en: '' }, dueDays: 3 } },
  wait: { wait: { for: { last: 7, unit: 'day' } } },
  branch: { branch: [{ when: EVERYONE, to: 'end' }] },
};
