import { HttpRouteRequest } from '../input';
import { httpRouteManifest } from './httpRoute';
import {
  backendTrafficPolicyManifest,
  securityPolicyManifest,
} from './policies';
import { Manifest } from './types';
import { toYaml } from './yaml';

/** A file a request calls for, or one that it does not. */
export interface ManifestFile {
  name: string;
  /** Absent when the request does not call for the file. */
  content?: string;
}

/** Every file the action may write, in order, with the content of those a request calls for. */
export function manifestFiles(request: HttpRouteRequest): ManifestFile[] {
  const manifests: Array<[string, Manifest | undefined]> = [
    ['httproute.yaml', httpRouteManifest(request)],
    ['securitypolicy.yaml', securityPolicyManifest(request)],
    ['backendtrafficpolicy.yaml', backendTrafficPolicyManifest(request)],
  ];
  return manifests.map(([name, manifest]) => ({
    name,
    content: manifest && toYaml(manifest),
  }));
}
