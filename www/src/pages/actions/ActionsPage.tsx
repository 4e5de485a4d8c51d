import { Card, Empty } from 'antd';
import { Answered } from '../../components/Answered';
import { Heading } from '../../components/Heading';
import { useText } from '../../i18n/useText';
import { useAnswer } from '../../state/useAnswer';
import { RuleGroups } from './RuleGroups';

/** What should be done, rule by rule. */
export default function ActionsPage() {
  const text = useText();
  const actions = useAnswer((engine, now) => engine.actions({ now }), []);
  return (
    <div className="stack">
      <Heading title={text.actions.title} lead={text.actions.lead} />
      <Answered answer={actions}>
        {({ rows }) =>
          rows.length > 0 ? (
            <RuleGroups actions={rows} />
          ) : (
            <Card>
              <Empty description={text.actions.empty}>
                <span className="muted">{text.actions.allDone}</span>
              </Empty>
            </Card>
          )
        }
      </Answered>
    </div>
  );
}
