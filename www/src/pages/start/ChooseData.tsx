import { DatabaseOutlined, InboxOutlined } from '@ant-design/icons';
import { Button, Card, Upload } from 'antd';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useImport } from '../../state/useImport';
import { colour } from '../../theme/palette';

/** The two ways in: a file of one's own, or the sample. */
export function ChooseData({ isMore }: { isMore: boolean }) {
  const text = useText();
  const { choose, loadSample } = useImport();
  const isReady = useSession().state.engine !== null;
  const take = (file: File) => {
    void choose(file);
    return false;
  };
  return (
    <div className={isMore ? 'stack' : 'grid-2'}>
      <Upload.Dragger
        accept=".csv,.txt,.tsv,text/csv"
        showUploadList={false}
        disabled={!isReady}
        beforeUpload={take}
        style={{ background: colour('surface') }}
      >
        <InboxOutlined style={{ fontSize: 40, color: colour('brand'), margin: '12px 0' }} />
        <div style={{ fontSize: 16, fontWeight: 600 }}>{isMore ? text.start.addTitle : text.start.dropTitle}</div>
        <div className="muted" style={{ padding: '8px 24px 12px' }}>
          {isMore ? text.start.addHint : text.start.dropHint}
        </div>
      </Upload.Dragger>
      {!isMore && (
        <Card styles={{ body: { textAlign: 'center' } }}>
          <DatabaseOutlined style={{ fontSize: 36, color: colour('good'), margin: '4px 0 12px' }} />
          <div style={{ fontSize: 16, fontWeight: 600 }}>{text.start.sampleTitle}</div>
          <p className="muted">{text.start.sampleHint}</p>
          <Button type="primary" size="large" disabled={!isReady} onClick={loadSample}>
            {text.start.sampleButton}
          </Button>
        </Card>
      )}
    </div>
  );
}
