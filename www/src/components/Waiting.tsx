import { Skeleton } from 'antd';

/** Stands where something is about to be; without the heading that the component library puts first, which says nothing. */
export const Waiting = () => <Skeleton active title={false} paragraph={{ rows: 4 }} />;
