import { Collapse, Tag } from 'antd';
import { formatNumber } from '../../data/format';
import { ruleName } from '../../data/ruleset';
import type { Action, Control } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { colour } from '../../theme/palette';
import { ActionTable } from './ActionTable';
import { ControlNote } from './ControlNote';
import type { Done } from './useDone';

interface Props {
  actions: Action[];
  control: Control[];
  onDone: Done;
}

/** The actions of each rule, what is most urgent first. */
export function RuleGroups({ actions, control, onDone }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const rules = [...new Set([...actions, ...control].map(({ rule }) => rule))];
  const groups = rules.map((rule) => [rule, actions.filter((one) => one.rule === rule)] as const);
  const items = groups.map(([rule, members]) => ({
    key: rule,
    label: <strong>{ruleName(rule, language)}</strong>,
    extra: (
      <span className="row muted number" style={{ gap: 4 }}>
        {isUrgent(members) && <Tag color="error">{text.actions.urgent}</Tag>}
        <span>{text.actions.total(formatNumber(members.length, language))}</span>
      </span>
    ),
    children: <Group actions={members} control={control.filter((one) => one.rule === rule)} onDone={onDone} />,
  }));
  return <Collapse items={items} defaultActiveKey={groups[0]?.[0]} style={{ background: colour('surface') }} />;
}

function Group({ actions, control, onDone }: Props) {
  return (
    <>
      {control.length > 0 && <ControlNote control={control} />}
      {actions.length > 0 && <ActionTable actions={actions} onDone={onDone} />}
    </>
  );
}

const URGENT = 80;

const isUrgent = ([first]: readonly Action[]): boolean => first !== undefined && first.priority >= URGENT;
