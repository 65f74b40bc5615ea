package scale

// Stream reads the bytes of a serial scale as they come. Its zero value is ready.
type Stream struct {
	line  []byte
	frame bool // since STX
	last  Reading
	same  int
}

const (
	stx     = 2
	etx     = 3
	longest = 200 // bytes of a line; more is noise
)

// Feed takes bytes and answers what they say. The parity bit of a port that was opened with 8 bits is taken off.
func (s *Stream) Feed(b []byte) (all []Reading) {
	for _, c := range b {
		c &= 0x7f
		switch {
		case c == stx:
			s.line, s.frame = s.line[:0], true
		case c == '\r' || c == '\n' || c == etx:
			if r, ok := s.end(); ok {
				all = append(all, s.settle(r))
			}
		case len(s.line) < longest:
			s.line = append(s.line, c)
		}
	}
	return all
}

func (s *Stream) end() (r Reading, ok bool) {
	text := string(s.line)
	if s.frame {
		r, ok = Toledo(text)
	}
	if !ok {
		r, ok = Line(text)
	}
	s.line, s.frame = s.line[:0], false
	return r, ok
}

// settle makes a weight stable that came three times in a row, where the scale does not say so itself.
func (s *Stream) settle(r Reading) Reading {
	if s.same++; r != s.last {
		s.last, s.same = r, 1
	}
	if r.State == Unsaid {
		if r.State = Moving; s.same >= 3 {
			r.State = Stable
		}
	}
	return r
}
