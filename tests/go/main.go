// Checks a log in a folder, as our proof room or a sealer wrote it, with golang.org/x/mod/sumdb and nothing of ours.
//
// It says how much it verified and, each bit changed in turn, refused; at the first thing that is
// otherwise it says what, and fails.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Size, Index int64
	Proof       tlog.RecordProof
}

type consistency struct {
	Old, New int64
	Proof    tlog.TreeProof
}

// said is what our side says of the log. Where it names no witness, the log's signature stands alone.
type said struct {
	Log, Witness  string
	Sizes         []int64
	Inclusions    []inclusion
	Consistencies []consistency
}

// counted is what is printed at the end.
type counted struct{ Verified, Refused int }

func main() {
	count, err := check(folder(os.Args[1]))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(count)
}

func check(log folder) (*counted, error) {
	var all said
	text, err := log.read("proofs.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	count := &counted{}
	trees, err := checkpoints(log, all, count)
	if err != nil {
		return nil, err
	}
	leaves, err := log.leaves(all.Sizes[len(all.Sizes)-1])
	if err != nil {
		return nil, err
	}
	for _, one := range all.Inclusions {
		if err := one.check(trees[one.Size], leaves[one.Index], log, count); err != nil {
			return nil, fmt.Errorf("leaf %d of %d: %w", one.Index, one.Size, err)
		}
	}
	for _, one := range all.Consistencies {
		if err := one.check(trees[one.Old], trees[one.New], log, count); err != nil {
			return nil, fmt.Errorf("%d to %d: %w", one.Old, one.New, err)
		}
	}
	return count, nil
}

// checkpoints opens the notes of all sizes, and says what tree each is of.
func checkpoints(log folder, all said, count *counted) (map[int64]tlog.Tree, error) {
	key, err := note.NewVerifier(all.Log)
	if err != nil {
		return nil, err
	}
	signers := []note.Verifier{key}
	if all.Witness != "" {
		witness, err := newWitness(all.Witness)
		if err != nil {
			return nil, err
		}
		signers = append(signers, witness)
	}
	trees := make(map[int64]tlog.Tree)
	for _, size := range all.Sizes {
		data, err := log.read(fmt.Sprintf("checkpoints/%d", size))
		if err != nil {
			return nil, err
		}
		opened, err := note.Open(data, note.VerifierList(signers...))
		if err != nil {
			return nil, err
		}
		if len(opened.Sigs) != len(signers) || len(opened.UnverifiedSigs) != 0 {
			return nil, errors.New("a checkpoint that is not signed by all, or by others too")
		}
		lines := strings.Split(opened.Text, "\n")
		root, err := tlog.ParseHash(lines[2])
		if err != nil || len(lines) != 4 || lines[0] != key.Name() || lines[1] != strconv.FormatInt(size, 10) {
			return nil, fmt.Errorf("a checkpoint that does not say the size %d", size)
		}
		trees[size] = tlog.Tree{N: size, Hash: root}
		count.Verified++
		for i, verifier := range signers {
			signature, err := base64.StdEncoding.DecodeString(opened.Sigs[i].Base64)
			if err != nil {
				return nil, err
			}
			text, signature := []byte(opened.Text), signature[4:]
			holds := func() bool { return verifier.Verify(text, signature) }
			if err := count.refusedWithAnyBitChanged(holds, text, signature); err != nil {
				return nil, err
			}
		}
	}
	return trees, nil
}

func (one inclusion) check(tree tlog.Tree, leaf tlog.Hash, log folder, count *counted) error {
	made, err := tlog.ProveRecord(one.Size, one.Index, tlog.TileHashReader(tree, log))
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(made, one.Proof) {
		return errors.New("another proof than the one made from the tiles")
	}
	holds := func() bool {
		return tlog.CheckRecord(one.Proof, one.Size, tree.Hash, one.Index, leaf) == nil
	}
	return count.refusedWithAnyBitChanged(holds, append(parts(one.Proof), tree.Hash[:], leaf[:])...)
}

func (one consistency) check(old, new tlog.Tree, log folder, count *counted) error {
	made, err := tlog.ProveTree(one.New, one.Old, tlog.TileHashReader(new, log))
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(made, one.Proof) {
		return errors.New("another proof than the one made from the tiles")
	}
	holds := func() bool {
		return tlog.CheckTree(one.Proof, one.New, new.Hash, one.Old, old.Hash) == nil
	}
	return count.refusedWithAnyBitChanged(holds, append(parts(one.Proof), old.Hash[:], new.Hash[:])...)
}

// parts are the bytes of the hashes themselves, not copies.
func parts(hashes []tlog.Hash) [][]byte {
	found := make([][]byte, len(hashes))
	for i := range hashes {
		found[i] = hashes[i][:]
	}
	return found
}

func (count *counted) refusedWithAnyBitChanged(holds func() bool, parts ...[]byte) error {
	if !holds() {
		return errors.New("does not verify")
	}
	count.Verified++
	for _, part := range parts {
		for bit := 0; bit < 8*len(part); bit++ {
			part[bit/8] ^= 1 << (bit % 8)
			refused := !holds()
			part[bit/8] ^= 1 << (bit % 8)
			if !refused {
				return errors.New("verifies with one bit changed")
			}
			count.Refused++
		}
	}
	return nil
}

// witness verifies cosignatures as c2sp.org/tlog-cosignature says, which x/mod does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(vkey string) (*witness, error) {
	part := strings.SplitN(vkey, "+", 3)
	key, err := base64.StdEncoding.DecodeString(part[len(part)-1])
	if err != nil || len(part) != 3 || len(key) != 33 || key[0] != 4 {
		return nil, errors.New("no key of a witness")
	}
	sum := sha256.Sum256(append([]byte(part[0]+"\n"), key...))
	if fmt.Sprintf("%x", sum[:4]) != part[1] {
		return nil, errors.New("a key of a witness with another hash")
	}
	return &witness{part[0], binary.BigEndian.Uint32(sum[:4]), key[1:]}, nil
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }

func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	seen := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seen, text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

// folder has the files of a log, the tiles under their paths of c2sp.org/tlog-tiles.
type folder string

func (log folder) read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(log), filepath.FromSlash(path)))
}

// leaves are the hashes of all entries, out of their bundles.
func (log folder) leaves(size int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for n := int64(0); n*256 < size; n++ {
		data, err := log.read("tile/entries/" + place(n, min(256, size-n*256)))
		if err != nil {
			return nil, err
		}
		for rest := bytes.NewBuffer(data); rest.Len() > 0; {
			length := binary.BigEndian.Uint16(rest.Next(2))
			found = append(found, tlog.RecordHash(rest.Next(int(length))))
		}
	}
	if int64(len(found)) != size {
		return nil, errors.New("bundles of another number of entries")
	}
	return found, nil
}

func (log folder) Height() int { return 8 }

func (log folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		content, err := log.read(fmt.Sprintf("tile/%d/%s", tile.L, place(tile.N, int64(tile.W))))
		if errors.Is(err, os.ErrNotExist) && tile.W < 256 {
			// A partial tile may be gone once the full one stands: c2sp.org/tlog-tiles.
			content, err = log.read(fmt.Sprintf("tile/%d/%s", tile.L, place(tile.N, 256)))
			content = content[:min(int64(tile.W*tlog.HashSize), int64(len(content)))]
		}
		if err != nil {
			return nil, err
		}
		data[i] = content
	}
	return data, nil
}

func (log folder) SaveTiles([]tlog.Tile, [][]byte) {}

func place(n, width int64) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if width != 256 {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
