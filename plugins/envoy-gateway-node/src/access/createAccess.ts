import { ClusterConfig } from '../config/types';
import { createKubeconfigAccess } from './kubeconfigAccess';
import { ClusterAccessSource } from './types';
import { createInClusterAccess, createUrlAccess } from './urlAccess';

/**
 * The access a cluster's configuration describes.
 *
 * @throws InputError when it describes none, as far as can be told without asking the cluster
 */
export function createAccess({
  access,
  path,
}: ClusterConfig): Promise<ClusterAccessSource> {
  switch (access.type) {
    case 'kubeconfig':
      return createKubeconfigAccess({ ...access, path });
    case 'inCluster':
      return createInClusterAccess({ path });
    default:
      return createUrlAccess({ ...access, path });
  }
}
