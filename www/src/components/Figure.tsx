import { Card, Statistic } from 'antd';

/** One number with its name. */
export function Figure({ title, value, color }: { title: string; value: string; color?: string }) {
  return (
    <Card size="small">
      <Statistic title={title} value={value} styles={{ content: { color } }} />
    </Card>
  );
}
