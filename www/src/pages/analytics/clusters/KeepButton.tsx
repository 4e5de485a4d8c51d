import { App, Button } from 'antd';
import { useState } from 'react';
import { Confirm } from '../../../components/Confirm';
import { type Feature, withGroups } from '../../../data/clusters';
import type { Cluster } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useAdoption } from '../../../state/useAdoption';
import { useFitting } from '../../../state/useFitting';
import { groupNames, title } from './names';

/** Keeps the groups: each becomes a segment, which its customers enter and leave by themselves. */
export function KeepButton({ clusters, by }: { clusters: Cluster[]; by: Feature[] }) {
  const text = useText();
  const { clusters: words } = text.analytics;
  const { message } = App.useApp();
  const adopt = useAdoption();
  const fit = useFitting();
  const [isBusy, setBusy] = useState(false);
  const keep = async () => {
    setBusy(true);
    const fault = await adopt((rules) => withGroups(rules, by, groupNames(clusters, by), title));
    if (!fault) await fit();
    setBusy(false);
    if (fault) message.error(fault.message);
    else message.success(words.kept(clusters.length));
  };
  return (
    <Confirm title={words.keepTitle(clusters.length)} description={words.keepHint} okText={words.keep} onConfirm={keep}>
      <Button loading={isBusy}>{words.keep}</Button>
    </Confirm>
  );
}
