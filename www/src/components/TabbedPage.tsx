import { Tabs } from 'antd';
import { type ComponentType, Suspense } from 'react';
import { useSession } from '../state/session';
import { Heading } from './Heading';
import { Waiting } from './Waiting';

interface Props<Tab extends string> {
  title: string;
  lead: string;
  /** What each tab shows, in their order. */
  tabs: Record<Tab, ComponentType>;
  /** What each is called. */
  labels: Record<Tab, string>;
}

/** A page of several tabs, of which the address tells the one that is open. */
export function TabbedPage<Tab extends string>({ title, lead, tabs, labels }: Props<Tab>) {
  const { state, update } = useSession();
  const names = Object.keys(tabs) as Tab[];
  const items = names.map((key) => ({ key, label: labels[key], children: <Shown tab={tabs[key]} /> }));
  return (
    <div className="stack">
      <Heading title={title} lead={lead} />
      <Tabs
        items={items}
        activeKey={names.find((name) => name === state.tab) ?? names[0]}
        onChange={(tab) => update({ tab })}
        destroyOnHidden
      />
    </div>
  );
}

function Shown({ tab: Tab }: { tab: ComponentType }) {
  return (
    <Suspense fallback={<Waiting />}>
      <Tab />
    </Suspense>
  );
}
