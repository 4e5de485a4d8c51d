import { App, Card, Switch, type TableColumnsType } from 'antd';
import { Answered } from '../../components/Answered';
import { EditButton } from '../../components/EditButton';
import { FoldingTable } from '../../components/FoldingTable';
import type { RuleDef } from '../../data/definitions';
import { ruleset } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { useDefinition } from '../../state/useDefinition';

interface Row {
  rule: RuleDef;
  /** Its condition. */
  words: string;
}

/** All rules, those that come first at the top. */
export function RuleTable({ onEdit }: { onEdit: (rule: RuleDef) => void }) {
  const text = useText();
  const { language } = useSession().state;
  const { message } = App.useApp();
  const { save } = useDefinition('rules');
  const enable = async (rule: RuleDef, enabled: boolean) => {
    const fault = await save({ ...rule, enabled });
    if (fault) message.error(fault.message);
  };
  const answer = useAnswer((engine) => {
    const rules = ruleset().rules.toSorted((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
    const told = async (rule: RuleDef): Promise<Row> => ({ rule, words: (await engine.condition(rule.when)).words });
    return Promise.all(rules.map(told));
  }, []);
  const columns: TableColumnsType<Row> = [
    { title: text.rules.name, width: 190, render: (_, { rule }) => <strong>{rule.name[language]}</strong> },
    {
      title: text.rules.enabled,
      width: 80,
      render: (_, { rule }) => (
        <Switch
          size="small"
          aria-label={text.rules.isEnabled(rule.name[language])}
          checked={rule.enabled ?? true}
          onChange={(enabled) => enable(rule, enabled)}
        />
      ),
    },
    { title: text.rules.priority, width: 80, align: 'right', render: (_, { rule }) => rule.priority ?? 0 },
    { title: text.rules.when, width: 400, render: (_, { words }) => words },
    {
      title: text.rules.does,
      width: 200,
      render: (_, { rule }) => rule.then.map(({ name }) => name[language]).join(' · '),
    },
    {
      title: text.definition.edit,
      width: 70,
      render: (_, { rule }) => <EditButton name={rule.name[language]} onClick={() => onEdit(rule)} />,
    },
  ];
  return (
    <Card className="flush">
      <Answered answer={answer}>
        {(rows) => (
          <FoldingTable
            rowKey={({ rule }) => rule.id}
            size="small"
            columns={columns}
            dataSource={rows}
            pagination={false}
            width={860}
          />
        )}
      </Answered>
    </Card>
  );
}
