// Conditions in all their forms.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine, KehuError } from '../../pkg/lib/inline.js';

const OWN = {
  all: [
    { field: 'city', op: 'equals', value: '上海市' },
    { event: 'order', within: { last: 90, unit: 'day' }, count: { op: 'equals', n: 0 } },
  ],
};
const TYPED = 'city = "上海市" and count(order within 90 day) = 0';

test('a condition comes back in each of its forms, however it was given', async () => {
  const engine = await createEngine({ language: 'en' });
  const forms = engine.condition(TYPED);
  assert.deepEqual(forms.condition, OWN);
  assert.equal(forms.text, TYPED);
  assert.deepEqual(forms.query.rules[0], { field: 'city', operator: '=', value: '上海市' });
  assert.match(forms.words, /in the last 90 days is 0/);
  for (const given of [forms.condition, forms.query, { text: TYPED }]) assert.deepEqual(engine.condition(given), forms);
  const foreign = engine.condition({ mongrule: { city: '上海市' } });
  assert.deepEqual(foreign.condition, { ...OWN.all[0], default: false });
});

test('a fault has the place in what was typed', async () => {
  const engine = await createEngine({ language: 'en' });
  const fails = (error) =>
    error instanceof KehuError && error.code === 'condition/unknown_op' && error.path === 'text[5]';
  assert.throws(() => engine.condition('city contain 上海'), fails);
  assert.throws(() => engine.condition('citty = 上海'), { code: 'condition/unknown_field' });
});
