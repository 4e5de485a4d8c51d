import {
  BarChartOutlined,
  CopyOutlined,
  DashboardOutlined,
  FormOutlined,
  FunnelPlotOutlined,
  ScheduleOutlined,
  TagsOutlined,
  TeamOutlined,
  ThunderboltOutlined,
  UploadOutlined,
} from '@ant-design/icons';
import { Menu } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../i18n/useText';
import { AREAS, type Area, type Page } from '../state/model';
import { useSession } from '../state/session';

const ICONS: Record<Page, ReactNode> = {
  start: <UploadOutlined aria-hidden />,
  quality: <DashboardOutlined aria-hidden />,
  duplicates: <CopyOutlined aria-hidden />,
  customers: <TeamOutlined aria-hidden />,
  funnel: <FunnelPlotOutlined aria-hidden />,
  analytics: <BarChartOutlined aria-hidden />,
  segments: <TagsOutlined aria-hidden />,
  rules: <ThunderboltOutlined aria-hidden />,
  actions: <ScheduleOutlined aria-hidden />,
  entry: <FormOutlined aria-hidden />,
};

/** The way to every page, area by area. */
export function Navigation({ onChosen }: { onChosen?: () => void }) {
  const text = useText();
  const { state, update } = useSession();
  // An engine at work on an import answers no questions.
  const disabled = state.work !== null;
  const items = (Object.keys(AREAS) as Area[]).map((area) => ({
    key: area,
    type: 'group' as const,
    label: text.areas[area],
    children: AREAS[area].map((key) => ({ key, icon: ICONS[key], label: text.pages[key], disabled })),
  }));
  const choose = ({ key }: { key: string }) => {
    update({ page: key as Page });
    onChosen?.();
  };
  return <Menu mode="inline" selectedKeys={[state.page]} items={items} onClick={choose} style={{ border: 0 }} />;
}
