import { Badge, Collapse } from 'antd';
import { formatNumber } from '../../data/format';
import { ruleName } from '../../data/ruleset';
import type { Action } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { ActionTable } from './ActionTable';

interface Props {
  actions: Action[];
  onDone: (actions: Action[]) => Promise<void>;
}

/** The actions of each rule, what is most urgent first. */
export function RuleGroups({ actions, onDone }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const groups = [...Map.groupBy(actions, ({ rule }) => rule)];
  const items = groups.map(([rule, members]) => ({
    key: rule,
    label: <strong>{ruleName(rule, language)}</strong>,
    extra: (
      <Badge
        count={members.length}
        overflowCount={99_999}
        color={colorOf(members)}
        title={text.actions.total(formatNumber(members.length, language))}
      />
    ),
    children: <ActionTable actions={members} onDone={onDone} />,
  }));
  return <Collapse items={items} defaultActiveKey={groups[0]?.[0]} style={{ background: '#fff' }} />;
}

const URGENT = 80;

const colorOf = ([first]: Action[]): string => (first && first.priority >= URGENT ? '#d23f4a' : '#1f5eff');
