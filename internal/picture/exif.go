package picture

import (
	"bytes"
	"encoding/binary"
	"io"
)

// maxMarkers bounds how far into a JPEG its turn is looked for, in bytes.
const maxMarkers = 1 << 20

// orientation reads how a camera was held, 1 to 8 as EXIF counts, out of a JPEG; 1
// where the file does not say, or says nonsense. It never fails but for the reading.
func orientation(r io.Reader) (int, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxMarkers))
	if err != nil {
		return 1, err
	}
	for i := 2; i+4 <= len(b) && b[i] == 0xff; {
		marker, size := b[i+1], int(binary.BigEndian.Uint16(b[i+2:]))
		if marker == 0xda || size < 2 || i+2+size > len(b) { // the picture itself begins, or it is cut off
			break
		}
		if tiff, ok := bytes.CutPrefix(b[i+4:i+2+size], []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			return turnOf(tiff), nil
		}
		i += 2 + size
	}
	return 1, nil
}

// turnOf finds the turn among the first entries of an EXIF block.
func turnOf(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(b, []byte("MM")) {
		order = binary.BigEndian
	}
	at := int(order.Uint32(b[4:]))
	if at < 8 || at+2 > len(b) {
		return 1
	}
	const entry, turn = 12, 0x0112
	for i := range int(order.Uint16(b[at:])) {
		e := at + 2 + i*entry
		if e+entry > len(b) {
			break
		}
		if order.Uint16(b[e:]) == turn {
			if v := int(order.Uint16(b[e+8:])); v >= 1 && v <= 8 {
				return v
			}
			break
		}
	}
	return 1
}
