import { PlusOutlined, StepForwardOutlined } from '@ant-design/icons';
import { Button, Card, Empty } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { EVERYONE } from '../../../data/definitions';
import type { JourneyDef } from '../../../data/journeys';
import { ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useAnswer } from '../../../state/useAnswer';
import { EXAMPLE } from './example';
import { JourneyCard } from './JourneyCard';
import { JourneyEditor } from './JourneyEditor';
import { useAdvance } from './useAdvance';

/** The journeys: who stands where, and the place where one is made or changed. */
export default function JourneysTab() {
  const { journeys: words } = useText();
  const [edited, setEdited] = useState<Partial<JourneyDef> | null>(null);
  const { advance, isBusy } = useAdvance();
  const answer = useAnswer((engine) => engine.journeys(), []);
  const edit = (id: string) => setEdited(ruleset().journeys?.find((one) => one.id === id) ?? null);
  return (
    <div className="stack">
      <div className="spread">
        <span className="muted">{words.hint}</span>
        <span className="row">
          <Button
            icon={<StepForwardOutlined aria-hidden />}
            loading={isBusy}
            disabled={!answer.value?.length}
            onClick={advance}
          >
            {words.advance}
          </Button>
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited(BLANK)}>
            {words.new}
          </Button>
        </span>
      </div>
      <Answered answer={answer}>
        {(all) =>
          all.length > 0 ? (
            <div className="grid-2" style={{ alignItems: 'start' }}>
              {all.map((journey) => (
                <JourneyCard key={journey.id} journey={journey} onEdit={() => edit(journey.id)} />
              ))}
            </div>
          ) : (
            <Card>
              <Empty description={words.none}>
                <Button onClick={() => setEdited(EXAMPLE)}>{words.example}</Button>
              </Empty>
            </Card>
          )
        }
      </Answered>
      {edited && <JourneyEditor journey={edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

const BLANK: Partial<JourneyDef> = { when: EVERYONE, steps: [] };
