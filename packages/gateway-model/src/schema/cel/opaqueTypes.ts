import {
  celType,
  CelInput,
  CelObjectType,
  CelValue,
  objectType,
} from '@bufbuild/cel';
import { create, createFileRegistry } from '@bufbuild/protobuf';
import { reflect, ReflectMessage } from '@bufbuild/protobuf/reflect';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';

/**
 * Types Kubernetes adds to CEL. CEL knows messages of Protocol Buffers only, so each is a message that holds the
 * value's canonical text: equal values have equal texts.
 */
const NAMES = ['Quantity', 'IP', 'CIDR', 'URL', 'Format'] as const;

export type OpaqueName = (typeof NAMES)[number];

const PACKAGE = 'kubernetes';

export const OPAQUE_REGISTRY = createFileRegistry(
  create(FileDescriptorProtoSchema, {
    name: 'kubernetes.proto',
    package: PACKAGE,
    syntax: 'proto3',
    messageType: NAMES.map(name => ({
      name,
      field: [
        {
          name: 'text',
          jsonName: 'text',
          number: 1,
          label: FieldDescriptorProto_Label.OPTIONAL,
          type: FieldDescriptorProto_Type.STRING,
        },
      ],
    })),
  }),
  () => undefined,
);

function descriptorOf(name: OpaqueName) {
  const descriptor = OPAQUE_REGISTRY.getMessage(`${PACKAGE}.${name}`);
  if (!descriptor) {
    throw new Error(`no such type: ${name}`);
  }
  return descriptor;
}

export function opaqueType(name: OpaqueName): CelObjectType {
  return objectType(descriptorOf(name));
}

export function opaqueValue(name: OpaqueName, text: string): CelInput {
  const descriptor = descriptorOf(name);
  const message = reflect(descriptor, create(descriptor));
  message.set(descriptor.fields[0], text);
  return message;
}

/** The canonical text of a value of such a type; empty for any other value. */
export function opaqueText(value: CelValue): string {
  if (!celType(value).name.startsWith(`${PACKAGE}.`)) {
    return '';
  }
  const message = value as ReflectMessage;
  const text = message.get(message.desc.fields[0]);
  return typeof text === 'string' ? text : '';
}
