#!/usr/bin/env node
/**
 * Checks a copy of the public ledger with nothing but Node: no dependency, no code of the portal.
 *
 *   node tools/verify-ledger.mjs --bundle DIR [--receipt FILE]… [--old CHECKPOINT]…
 *   node tools/verify-ledger.mjs --receipt FILE --key FILE [--application FILE]
 *
 * DIR holds `entries.ndjson` (from /ledger/entries, all lines from 0), `checkpoint` (/ledger/checkpoint) and `key`
 * (/ledger/key). A receipt is the JSON of an act: line, proof, checkpoint. Exit status: 0 all holds, 1 something
 * does not (and which), 2 wrong usage.
 *
 * Format: RFC 6962/9162 tree, leaf SHA-256(00‖line), node SHA-256(01‖left‖right); C2SP signed note, Ed25519.
 */
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE =
  'usage: verify-ledger.mjs --bundle DIR [--receipt FILE]… [--old CHECKPOINT]… | --receipt FILE --key FILE [--application FILE]';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leaf = (line) => sha256(Buffer.from([0]), line);
const node = (left, right) => sha256(Buffer.from([1]), left, right);

function root(leaves) {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return node(root(leaves.slice(0, split)), root(leaves.slice(split)));
}

/** The root that a leaf and its audit path lead to, by the shape of a tree of `size` leaves. */
function rootFrom(hash, index, size, path) {
  if (size === 1) return path.length === 0 ? hash : null;
  let split = 1;
  while (split * 2 < size) split *= 2;
  const sibling = path[path.length - 1];
  if (sibling === undefined) return null;
  const below = path.slice(0, -1);
  if (index < split) {
    const left = rootFrom(hash, index, split, below);
    return left && node(left, sibling);
  }
  const right = rootFrom(hash, index - split, size - split, below);
  return right && node(sibling, right);
}

function readKey(text) {
  const [name, id, material] = text.trim().split(/\+(.*?)\+(.*)/s);
  const bytes = Buffer.from(material ?? '', 'base64');
  if (bytes[0] !== 1 || bytes.length !== 33) throw new Error('the key is not an Ed25519 verifier key');
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

function readCheckpoint(note, { name, id, key }) {
  const end = note.indexOf('\n\n');
  if (end < 0) throw new Error('the checkpoint is not a signed note');
  const text = note.slice(0, end + 1);
  const [origin, size, hash] = text.split('\n');
  const mine = note
    .slice(end + 2)
    .split('\n')
    .map((line) => /^\u2014 (\S+) (\S+)$/.exec(line))
    .find((match) => match?.[1] === name);
  const bytes = Buffer.from(mine?.[2] ?? '', 'base64');
  if (origin !== name || bytes.subarray(0, 4).toString('hex') !== id)
    throw new Error('the checkpoint is not of this ledger');
  if (!verify(null, Buffer.from(text), key, bytes.subarray(4)))
    throw new Error('the signature of the checkpoint does not hold');
  return { size: Number(size), root: Buffer.from(hash, 'base64') };
}

function checkReceipt(file, key) {
  const { line, proof, checkpoint } = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof checkpoint !== 'string')
    throw new Error(`${file}: no checkpoint covers entry ${proof?.index} yet`);
  const signed = readCheckpoint(checkpoint, key);
  const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
  const reached = rootFrom(leaf(line), proof.index, proof.size, path);
  if (JSON.parse(line).seq !== proof.index || signed.size !== proof.size || !reached?.equals(signed.root))
    throw new Error(`${file}: entry ${proof.index} is not in the signed tree as the receipt has it`);
  return proof.index;
}

/** The file is what the receipt says was received, and the line in the ledger committed to it. */
function checkApplication(file, receiptFile) {
  const { line, contentHash, commitments } = JSON.parse(readFileSync(receiptFile, 'utf8'));
  const hash = sha256(readFileSync(file)).toString('hex');
  if (hash !== contentHash) throw new Error(`${file}: its hash is ${hash}, the receipt says ${contentHash}`);
  const { salt, value } = commitments.contentHash;
  const committed = createHmac('sha256', Buffer.from(salt, 'hex')).update(value, 'utf8').digest('hex');
  if (value !== contentHash || committed !== JSON.parse(line).c.contentHash)
    throw new Error(`${receiptFile}: the ledger did not commit to this content`);
}

function checkBundle(folder, key, old) {
  const lines = readFileSync(join(folder, 'entries.ndjson'), 'utf8').split('\n').slice(0, -1);
  let last = '';
  for (const [index, line] of lines.entries()) {
    const { seq, at } = JSON.parse(line);
    if (seq !== index) throw new Error(`entry ${index} says that it is ${seq}`);
    if (at < last) throw new Error(`entry ${index} is earlier than the one before`);
    last = at;
  }
  const leaves = lines.map(leaf);
  for (const [name, note] of [['checkpoint', readFileSync(join(folder, 'checkpoint'), 'utf8')], ...old]) {
    const { size, root: signed } = readCheckpoint(note, key);
    if (size > leaves.length)
      throw new Error(`${name}: ${size} entries were signed, only ${leaves.length} are here`);
    if (!root(leaves.slice(0, size)).equals(signed))
      throw new Error(`${name}: the root of the first ${size} entries is not the signed one`);
  }
  return lines;
}

function main() {
  let options;
  try {
    options = parseArgs({
      options: {
        bundle: { type: 'string' },
        key: { type: 'string' },
        receipt: { type: 'string', multiple: true },
        old: { type: 'string', multiple: true },
        application: { type: 'string' },
      },
    }).values;
  } catch {
    return stop(2, USAGE);
  }
  const { bundle, receipt = [], old = [], application } = options;
  const keyFile = options.key ?? (bundle && join(bundle, 'key'));
  if (
    !keyFile ||
    !existsSync(keyFile) ||
    (!bundle && receipt.length === 0) ||
    (application && receipt.length !== 1)
  )
    return stop(2, USAGE);
  try {
    const key = readKey(readFileSync(keyFile, 'utf8'));
    const lines = bundle
      ? checkBundle(
          bundle,
          key,
          old.map((file) => [file, readFileSync(file, 'utf8')]),
        )
      : null;
    for (const file of receipt) {
      const index = checkReceipt(file, key);
      const { line } = JSON.parse(readFileSync(file, 'utf8'));
      if (lines && lines[index] !== line)
        throw new Error(`${file}: entry ${index} of the ledger is not the receipt's`);
    }
    if (application) checkApplication(application, receipt[0]);
    return stop(0, `holds: ${lines ? `${lines.length} entries, ` : ''}${receipt.length} receipts`);
  } catch (error) {
    return stop(1, error.message);
  }
}

function stop(status, line) {
  (status === 0 ? console.log : console.error)(line);
  process.exitCode = status;
}

main();
