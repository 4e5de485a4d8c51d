import { Button, Card, Empty } from 'antd';
import { useText } from '../i18n/useText';
import { useSession } from '../state/session';
import { Heading } from './Heading';

/** Shown in place of a page that has nothing to show. */
export function NeedsData() {
  const text = useText();
  const { state, update } = useSession();
  return (
    <div className="stack">
      <Heading title={text.pages[state.page]} lead={text.needsDataHint} />
      <Card>
        <Empty description={<strong>{text.needsData}</strong>}>
          <Button type="primary" onClick={() => update({ page: 'start' })}>
            {text.goToStart}
          </Button>
        </Empty>
      </Card>
    </div>
  );
}
