import { Typography } from 'antd';
import type { ReactNode } from 'react';

/** The top of a page: its name, one sentence, and what applies to all of it. */
export function Heading({ title, lead, extra }: { title: string; lead: string; extra?: ReactNode }) {
  return (
    <header className="spread">
      <div>
        <Typography.Title level={1} style={{ fontSize: 24, margin: '0 0 4px' }}>
          {title}
        </Typography.Title>
        <span className="muted">{lead}</span>
      </div>
      {extra}
    </header>
  );
}
