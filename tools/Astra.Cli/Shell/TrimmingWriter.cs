using System.Text;

namespace Astra.Cli;

/// <summary>Leaves out blanks at the end of lines: tables pad for a screen, and a file or pipe has no use for that.</summary>
internal sealed class TrimmingWriter(TextWriter inner) : TextWriter
{
    private int _blanks;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _blanks++;
            return;
        }
        if (value is not ('\n' or '\r'))
            for (; _blanks > 0; _blanks--) inner.Write(' ');
        _blanks = 0;
        inner.Write(value);
    }

    public override void Flush() => inner.Flush();
}
