/** The calls of Pulumi's protocol about a resource. */
import type {
  CheckRequest,
  CheckResponse,
  CreateRequest,
  CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  ReadRequest,
  ReadResponse,
  UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { withIgnored } from "../../engine/check.ts";
import type { ResourceDefinition } from "../../engine/definition.ts";
import type { Difference } from "../../engine/differences.ts";
import { takesOver } from "../../engine/messages.ts";
import { Provider } from "../../engine/provider.ts";
import type { Settings } from "../../client/settings.ts";
import type { Plain } from "../../schema/compare.ts";
import { type Failure, writeFailure } from "../../schema/failure.ts";
import { unknownName } from "../../schema/failures.ts";
import { writePath } from "../../schema/paths.ts";
import { keysOf } from "../../schema/schema.ts";
import { contextIn, inContext, withoutContext } from "./context.ts";
import { isSecretProperty, kindOf, underived } from "./kinds.ts";
import { namelessFailures, nameMaker } from "./names.ts";
import { read } from "./read.ts";
import { asState, type Subject } from "./subject.ts";
import type { Speech } from "./speech.ts";
import { readUrn, type Urn } from "../../engine/urn.ts";
import { decode, encode, holdsUnknown, type Properties } from "./values.ts";

export class Resources {
  readonly #providers = new Map<string, Provider<never>>();
  readonly #settings: () => Settings;
  readonly #speech: Speech;

  constructor(settings: () => Settings, speech: Speech) {
    this.#settings = settings;
    this.#speech = speech;
  }

  #subject(text: string): Subject {
    const urn = readUrn(text);
    const definition = kindOf(urn.type);
    const known = this.#providers.get(definition.name);
    const provider =
      known ??
      new Provider(definition, {
        settings: this.#settings,
        say: (words) => this.#speech.say(words),
      });
    this.#providers.set(definition.name, provider);
    return { definition, provider, urn };
  }

  async check(request: CheckRequest): Promise<CheckResponse> {
    const { definition, provider, urn } = this.#subject(request.getUrn());
    const news = decode(request.getNews());
    const own = [
      ...ofOurOwn(definition, news.value),
      ...namelessFailures(definition, news.value, request),
    ];
    const { inputs, failures } = await provider.check(
      decode(request.getOlds()).value,
      inContext(news, urn),
      nameMaker(request),
    );
    if (failures.length === 0) this.#warn(definition, news);
    const response = new proto.CheckResponse();
    const checked = { value: withoutContext(inputs), secrets: news.secrets };
    response.setInputs(encode(checked, [definition.inputs]));
    response.setFailuresList([...failures, ...own].map(toCheckFailure));
    return response;
  }

  /** Prints the kind's warnings, except about secret or unknown values. */
  #warn({ warnings, ...definition }: ResourceDefinition, { value, secrets }: Properties): void {
    if (!warnings) return;
    const plain = Object.entries(value).filter(
      ([key, given]) =>
        !secrets.properties.includes(key) &&
        !isSecretProperty(definition as ResourceDefinition, key) &&
        !holdsUnknown(given),
    );
    for (const [key, given] of plain)
      for (const { path, reason } of warnings({ [key]: given }))
        this.#speech.warnOnce(`${writePath(path)}: ${reason}`);
  }

  async diff(request: DiffRequest): Promise<DiffResponse> {
    const { definition, provider, urn } = this.#subject(request.getUrn());
    const { olds, news: given } = changeIn(request, urn);
    // Check adds account and app; the refresh after an import calls diff without a check.
    const news = given.accountId === undefined ? provider.completed(given) : given;
    const found = await provider.diff(request.getId(), olds, news);
    const { replaces, details } = found;
    const changed = found.changed.length > 0 ? found.changed : underived(definition, olds, news);
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    const response = new proto.DiffResponse();
    response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList([...changed]);
    response.setReplacesList([...replaces]);
    response.setHasdetaileddiff(details.length > 0);
    for (const detail of details)
      response.getDetaileddiffMap().set(writePath(detail.path), toPropertyDiff(detail, replaces));
    return response;
  }

  async create(request: CreateRequest): Promise<CreateResponse> {
    const { definition, provider, urn } = this.#subject(request.getUrn());
    const given = decode(request.getProperties());
    const inputs = inContext(given, urn, { create: request.getTimeout() });
    const response = new proto.CreateResponse();
    const answer = (outs: Plain) =>
      response.setProperties(asState(definition, outs, given.secrets));
    if (request.getPreview()) {
      if (inputs.__takesOver === true && !given.secrets.properties.includes("adopt"))
        this.#speech.say(takesOver(definition, inputs));
      answer(provider.plannedCreate(inputs));
      return response;
    }
    const { id, outs } = await provider.create(inputs);
    response.setId(id);
    answer(outs);
    return response;
  }

  async read(request: ReadRequest): Promise<ReadResponse> {
    return await read(this.#subject(request.getUrn()), request);
  }

  async update(request: UpdateRequest): Promise<UpdateResponse> {
    const { definition, provider, urn } = this.#subject(request.getUrn());
    const { olds, news, secrets } = changeIn(request, urn, request.getTimeout());
    const outs = request.getPreview()
      ? provider.plannedUpdate(olds, news)
      : await provider.update(request.getId(), olds, news);
    const response = new proto.UpdateResponse();
    response.setProperties(asState(definition, outs, secrets));
    return response;
  }

  async delete(request: DeleteRequest): Promise<void> {
    const { provider, urn } = this.#subject(request.getUrn());
    const props = decode(request.getProperties());
    await provider.delete(request.getId(), inContext(props, urn, { delete: request.getTimeout() }));
  }
}

/** The old and the new values; ignored changes keep the old ones. */
function changeIn(request: DiffRequest | UpdateRequest, urn: Urn, update = 0) {
  const before = decode(request.getOlds());
  const after = decode(request.getNews());
  const olds = { ...contextIn(before.value), ...inContext(before, urn) };
  const news = inContext(after, urn, { update });
  return {
    olds,
    news: withIgnored(news, olds, request.getIgnorechangesList()),
    secrets: after.secrets,
  };
}

/** Names with two underscores are reserved. */
function ofOurOwn({ inputs }: ResourceDefinition, given: Plain): Failure[] {
  return Object.keys(given)
    .filter((key) => key.startsWith("__") && !OURS.includes(key))
    .map((key) => ({ path: [key], reason: unknownName(key, keysOf(inputs)) }));
}

/** The names that an import passes to the check that follows, and that our classes send. */
const OURS = ["__defaults", "__derives"];

/**
 * The path is in the reason: for a `property`, the engine would also print the value, with the secrets of an
 * object in plain text.
 */
function toCheckFailure(failure: Failure) {
  const message = new proto.CheckFailure();
  message.setReason(writeFailure(failure));
  return message;
}

function toPropertyDiff({ path, kind }: Difference, replaces: readonly string[]) {
  const message = new proto.PropertyDiff();
  const name = replaces.includes(String(path[0])) ? (`${kind}_REPLACE` as const) : kind;
  message.setKind(proto.PropertyDiff.Kind[name]);
  message.setInputdiff(true);
  return message;
}
