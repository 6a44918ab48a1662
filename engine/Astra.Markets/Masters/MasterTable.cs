using System.Text;

namespace Astra.Markets;

/// <summary>The growing table behind a load: rows in the order of the files, their texts in one block, names kept once.</summary>
internal sealed class MasterTable
{
    public const int LongestName = 120;

    /// <summary>Token, symbol and now and then a name.</summary>
    private const int TextPerRow = 32;

    private readonly TextIndex _tokens = new();
    private readonly TextIndex _nameIndex = new();
    private byte[] _text = new byte[1 << 16];
    private int _textLength;
    private MasterRow[] _rows = new MasterRow[1024];
    private (int Start, int Length)[] _names = new (int, int)[1024];
    private int _lastName = -1;

    public int Count { get; private set; }

    public int NameCount { get; private set; }

    public ref readonly MasterRow this[int id] => ref _rows[id];

    public Span<MasterRow> Rows => _rows.AsSpan(0, Count);

    public ReadOnlySpan<byte> Token(int id) => _text.AsSpan(_rows[id].Text, _rows[id].TokenLength);

    public ReadOnlySpan<byte> Symbol(int id) => _text.AsSpan(_rows[id].Text + _rows[id].TokenLength, _rows[id].SymbolLength);

    public ReadOnlySpan<byte> Name(int name) => _text.AsSpan(_names[name].Start, _names[name].Length);

    public string NameOf(int name) => Encoding.ASCII.GetString(Name(name));

    /// <summary>Room for what a file of this size may hold: growing on the way would copy all that is there, again and again.</summary>
    /// <param name="bytesPerRow">The least that a row of the file's format takes.</param>
    public void Reserve(int fileBytes, int bytesPerRow)
    {
        int rows = Count + fileBytes / bytesPerRow + 1;
        if (rows > _rows.Length) Array.Resize(ref _rows, rows);
        _tokens.Reserve(rows);
        int text = (int)Math.Min(Array.MaxLength, _textLength + (long)rows * TextPerRow);
        if (text > _text.Length) Array.Resize(ref _text, text);
    }

    /// <summary>False for a token that this exchange has in an earlier row.</summary>
    public bool Add(in MasterRow row, ReadOnlySpan<byte> token, ReadOnlySpan<byte> symbol, ReadOnlySpan<byte> name)
    {
        uint hash = TextIndex.Hash(token, (uint)row.Exchange);
        if (Find(hash, row.Exchange, token) >= 0) return false;
        if (Count == _rows.Length) Array.Resize(ref _rows, Count * 2);
        int number = Intern(name);
        ref MasterRow added = ref _rows[Count];
        added = row;
        (added.Name, added.Text, added.TokenLength, added.SymbolLength) = (number, Keep(token), (byte)token.Length, (ushort)symbol.Length);
        Keep(symbol);
        _tokens.Add(hash, Count++);
        return true;
    }

    public int Find(MasterExchange exchange, ReadOnlySpan<byte> token) => Find(TextIndex.Hash(token, (uint)exchange), exchange, token);

    public int FindName(ReadOnlySpan<byte> name)
    {
        uint hash = TextIndex.Hash(name);
        int slot = -1;
        int number;
        while ((number = _nameIndex.Next(hash, ref slot)) >= 0 && !Name(number).SequenceEqual(name)) { }
        return number;
    }

    private int Find(uint hash, MasterExchange exchange, ReadOnlySpan<byte> token)
    {
        int slot = -1;
        int id;
        while ((id = _tokens.Next(hash, ref slot)) >= 0 && !(_rows[id].Exchange == exchange && Token(id).SequenceEqual(token))) { }
        return id;
    }

    /// <summary>Contracts of one underlying mostly stand together.</summary>
    private int Intern(ReadOnlySpan<byte> name)
    {
        if (_lastName >= 0 && Name(_lastName).SequenceEqual(name)) return _lastName;
        int number = FindName(name);
        if (number < 0)
        {
            number = NameCount++;
            if (number == _names.Length) Array.Resize(ref _names, number * 2);
            _names[number] = (Keep(name), name.Length);
            _nameIndex.Add(TextIndex.Hash(name), number);
        }
        return _lastName = number;
    }

    private int Keep(ReadOnlySpan<byte> text)
    {
        int start = _textLength;
        if (start + text.Length > _text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, start + text.Length));
        text.CopyTo(_text.AsSpan(start));
        _textLength += text.Length;
        return start;
    }
}
