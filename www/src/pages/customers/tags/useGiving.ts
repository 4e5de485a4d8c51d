import { App } from 'antd';
import type { TagDef } from '../../../data/definitions';
import { manualTags, ruleset, tagName } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAdoption } from '../../../state/useAdoption';
import { useChange } from '../../../state/useChange';
import type { Given } from './GivenFields';

/** The group of tags that were made on the spot. */
const GROUP = 'manual';

/** Gives a tag to a customer; a name that no tag has makes a tag first. */
export function useGiving(customer: string) {
  const { handTags: words } = useText();
  const { message } = App.useApp();
  const { language } = useSession().state;
  const adopt = useAdoption();
  const change = useChange();
  return async ({ tag: wanted, value, until }: Given, reason: string) => {
    const known = manualTags().find(({ id }) => id === wanted);
    const tag = known ?? newTag(wanted);
    const fault = known ? null : await adopt((rules) => ({ ...rules, tags: [...rules.tags, tag] }));
    if (fault) return message.error(fault.message);
    const given = await change((engine, by) =>
      engine.tag(customer, tag.id, { ...by, reason, ...(value && { value }), ...(until && { until }) }),
    );
    if (given) message.success(words.done(tagName(tag.id, language)));
  };
}

/** A tag of that name; its id is the first that is free. */
function newTag(name: string): TagDef {
  const taken = new Set(ruleset().tags.map(({ id }) => id));
  let n = 1;
  while (taken.has(`${GROUP}_${n}`)) n += 1;
  return { id: `${GROUP}_${n}`, name: { zh: name, en: name }, kind: 'manual', group: GROUP };
}
