using System.Text;

namespace Xlink.Text;

/// <summary>Takes bytes that are invalid in an encoding for Windows-1252.</summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    private const int LongestInvalidSequence = 4;

    private Windows1252Fallback()
    {
    }

    internal static Windows1252Fallback Instance { get; } = new();

    public override int MaxCharCount => LongestInvalidSequence;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private string text = string.Empty;
        private int position;

        public override int Remaining => text.Length - position;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            text = Windows1252Encoding.Instance.GetString(bytesUnknown);
            position = 0;
            return true;
        }

        public override char GetNextChar() => Remaining > 0 ? text[position++] : '\0';

        public override bool MovePrevious()
        {
            if (position == 0)
            {
                return false;
            }

            position--;
            return true;
        }

        public override void Reset()
        {
            text = string.Empty;
            position = 0;
        }
    }
}
