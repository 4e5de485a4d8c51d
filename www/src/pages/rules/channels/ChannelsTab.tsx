import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { ChannelDef } from '../../../data/channels';
import { useText } from '../../../i18n/useText';
import { ChannelEditor } from './ChannelEditor';
import { ChannelTable } from './ChannelTable';

/** The ways to reach customers, and the place where one is made or changed. */
export default function ChannelsTab() {
  const { channels: words } = useText();
  const [edited, setEdited] = useState<Partial<ChannelDef> | null>(null);
  return (
    <div className="stack">
      <div className="spread">
        <span className="muted">{words.hint}</span>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited({})}>
          {words.new}
        </Button>
      </div>
      <ChannelTable onEdit={setEdited} />
      {edited && <ChannelEditor channel={edited} onClose={() => setEdited(null)} />}
    </div>
  );
}
