// Checks a log's public files with golang.org/x/mod/sumdb, which knows nothing of Bitgil.
//
// It reads what to check as JSON from the standard input and says as JSON what it found. It runs with
// Debian's packages golang-go and golang-golang-x-mod-dev, without modules and without a network.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type asked struct {
	Folder      string
	Log         string
	Witnesses   []string
	Index       int64
	Proof       [][]byte
	OldSize     int64
	OldRoot     []byte
	Consistency [][]byte
}

type told struct {
	Size        int64
	Root        []byte
	Signers     []string
	Entry       []byte
	Inclusion   [][]byte
	Consistency [][]byte
	Refused     []string
}

// A witness is the key of a cosignature (type 4), which the note package does not know of itself.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

func witnessOf(line string) (witness, error) {
	parts := strings.SplitN(line, "+", 3)
	if len(parts) != 3 {
		return witness{}, errors.New("no key line")
	}
	hash, err := hex.DecodeString(parts[1])
	if err != nil || len(hash) != 4 {
		return witness{}, errors.New("no key id")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return witness{}, errors.New("no key of a witness")
	}
	return witness{parts[0], binary.BigEndian.Uint32(hash), key[1:]}, nil
}

// tiles reads a folder. Go's paths name the height of a tile, those of tlog-tiles do not.
type tiles string

func (t tiles) Height() int                     { return 8 }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) (found [][]byte, err error) {
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		content, err := os.ReadFile(filepath.Join(string(t), path))
		if err != nil {
			return nil, err
		}
		found = append(found, content)
	}
	return found, nil
}

func entry(folder string, size, index int64) ([]byte, error) {
	tile := tlog.Tile{H: 8, L: -1, N: index / 256, W: 256}
	if last := size / 256; tile.N == last {
		tile.W = int(size % 256)
	}
	path := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
	bundle, err := os.ReadFile(filepath.Join(folder, path))
	for at := index % 256; err == nil; at-- {
		if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
			return nil, errors.New("the bundle is cut short")
		}
		content := bundle[2 : 2+int(binary.BigEndian.Uint16(bundle))]
		if at == 0 {
			return content, nil
		}
		bundle = bundle[2+len(content):]
	}
	return nil, err
}

func hashes(raw [][]byte) (found []tlog.Hash) {
	for _, each := range raw {
		var hash tlog.Hash
		if copy(hash[:], each); len(each) != len(hash) {
			continue
		}
		found = append(found, hash)
	}
	return found
}

func bytesOf(found []tlog.Hash) (raw [][]byte) {
	for _, each := range found {
		each := each
		raw = append(raw, each[:])
	}
	return raw
}

func check(ask asked) (tell told, err error) {
	refuse := func(what string, err error) {
		if err != nil {
			tell.Refused = append(tell.Refused, what+": "+err.Error())
		}
	}
	log, err := note.NewVerifier(ask.Log)
	if err != nil {
		return tell, err
	}
	known := []note.Verifier{log}
	for _, line := range ask.Witnesses {
		each, err := witnessOf(line)
		if err != nil {
			return tell, err
		}
		known = append(known, each)
	}
	raw, err := os.ReadFile(filepath.Join(ask.Folder, "checkpoint"))
	if err != nil {
		return tell, err
	}
	opened, err := note.Open(raw, note.VerifierList(known...))
	if err != nil {
		refuse("note", err)
		return tell, nil
	}
	for _, each := range opened.Sigs {
		tell.Signers = append(tell.Signers, each.Name)
	}
	lines := strings.Split(opened.Text, "\n")
	if tell.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tell, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return tell, err
	}
	reader := tlog.TileHashReader(tlog.Tree{N: tell.Size, Hash: root}, tiles(ask.Folder))
	rebuilt, err := tlog.TreeHash(tell.Size, reader)
	refuse("tiles", err)
	tell.Root = rebuilt[:]
	tell.Entry, err = entry(ask.Folder, tell.Size, ask.Index)
	refuse("bundle", err)
	leaf := tlog.RecordHash(tell.Entry)
	stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, ask.Index)})
	refuse("tiles", err)
	if err == nil && stored[0] != leaf {
		refuse("entry", errors.New("its leaf is not in the tiles"))
	}
	inclusion, err := tlog.ProveRecord(tell.Size, ask.Index, reader)
	refuse("inclusion", err)
	tell.Inclusion = bytesOf(inclusion)
	// Debian 12's TileHashReader lets tiles below the first two unchecked: their proof has to lead to the root.
	refuse("tiles", tlog.CheckRecord(inclusion, tell.Size, root, ask.Index, leaf))
	refuse("proof", tlog.CheckRecord(hashes(ask.Proof), tell.Size, root, ask.Index, leaf))
	consistency, err := tlog.ProveTree(tell.Size, ask.OldSize, reader)
	refuse("consistency", err)
	tell.Consistency = bytesOf(consistency)
	if old := hashes([][]byte{ask.OldRoot}); len(old) == 1 {
		refuse("growth", tlog.CheckTree(hashes(ask.Consistency), tell.Size, root, ask.OldSize, old[0]))
	}
	return tell, nil
}

func main() {
	raw, err := io.ReadAll(os.Stdin)
	var asks []asked
	if err == nil {
		err = json.Unmarshal(raw, &asks)
	}
	answers := []told{}
	for _, ask := range asks {
		var tell told
		if tell, err = check(ask); err != nil {
			break
		}
		answers = append(answers, tell)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var out bytes.Buffer
	if err := json.NewEncoder(&out).Encode(answers); err != nil {
		os.Exit(1)
	}
	os.Stdout.Write(out.Bytes())
}
