import { Button, Card, Empty } from 'antd';
import { useText } from '../i18n/useText';
import { useSession } from '../state/session';

/** Shown in place of a page that has nothing to show. */
export function NeedsData() {
  const text = useText();
  const { update } = useSession();
  return (
    <Card>
      <Empty
        description={
          <div className="stack" style={{ gap: 4 }}>
            <strong>{text.needsData}</strong>
            <span className="muted">{text.needsDataHint}</span>
          </div>
        }
      >
        <Button type="primary" onClick={() => update({ page: 'start' })}>
          {text.goToStart}
        </Button>
      </Empty>
    </Card>
  );
}
